// Calls as OpenTelemetry spans. The library publishes what it does on node:diagnostics_channel; nothing is patched,
// and without a subscriber it costs nothing.
import { tracingChannel } from "node:diagnostics_channel";
import { type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { client } from "tucuxi";

// A program has this already; here the spans are kept, to be printed at the end.
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
const tracer = trace.getTracer("tucuxi");

/** What the channel tells of a call: one object from its start to its end. */
interface Call {
  service: string;
  operation: string;
  region?: string;
  result?: { $metadata: { requestId?: string; attempts: number } };
  error?: Error & { code?: string };
}

const spans = new WeakMap<Call, Span>();

tracingChannel<Call, Call>("tucuxi:call").subscribe({
  start(call) {
    const attributes = { "rpc.system": "aws-api", "rpc.service": call.service, "rpc.method": call.operation };
    spans.set(call, tracer.startSpan(`${call.service}.${call.operation}`, { kind: SpanKind.CLIENT, attributes }));
  },
  error(call) {
    spans.get(call)?.setStatus({ code: SpanStatusCode.ERROR, message: call.error?.message ?? "" });
  },
  asyncEnd(call) {
    const span = spans.get(call);
    const metadata = call.result?.$metadata;
    if (metadata?.requestId) span?.setAttribute("aws.request_id", metadata.requestId);
    if (call.error?.code) span?.setAttribute("error.type", call.error.code);
    span?.end();
  },
  end() {},
  asyncStart() {},
});

const sqs = client("sqs");
const { QueueUrl } = await sqs.createQueue({ QueueName: "traced" });
await sqs.sendMessage({ QueueUrl: QueueUrl!, MessageBody: "hello" });
await sqs.getQueueUrl({ QueueName: "there-is-none" }).catch(() => undefined);

for (const { name, attributes, status } of exporter.getFinishedSpans()) {
  const outcome = status.code === SpanStatusCode.ERROR ? `failed: ${attributes["error.type"]}` : "done";
  console.log(name.padEnd(20), outcome);
}

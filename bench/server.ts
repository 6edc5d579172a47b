// Answers every request with one of two canned answers, in a process of its own so that its work is not the client's.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getItemAnswer, listObjectsAnswer } from "./answers.ts";

const item = Buffer.from(getItemAnswer());
const listing = Buffer.from(listObjectsAnswer(1_000));

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  const json = request.method === "POST";
  const body = json ? item : listing;
  response.writeHead(200, {
    "content-type": json ? "application/x-amz-json-1.0" : "application/xml",
    "content-length": body.length,
    "x-amzn-requestid": "4K9VNE3QHBF5Q3Q5N0A5EXAMPLE",
  });
  response.end(body);
});

server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());

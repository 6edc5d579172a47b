export { ANY, type Expected, type InputPredicate } from "./expected.ts";
export { type Recorder, type RecordOptions, recordTo } from "./record.ts";
export { ReplayError, replayFrom } from "./replay.ts";
export {
  type StubbedCall,
  type StubbedError,
  Stubber,
  StubberError,
  type StubberOptions,
  type StubOptions,
  type StubOutput,
} from "./stubber.ts";

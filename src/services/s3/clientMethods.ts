import type { ClientRuntime } from "../../client/runtime.ts";
import type { PresignedPost, PresignedPostInput } from "./types.ts";

/** Loaded when it is asked for: few programs make forms. */
export async function generatePresignedPost(runtime: ClientRuntime, input: PresignedPostInput): Promise<PresignedPost> {
  const presignPost = await import("./presignPost.ts");
  return presignPost.generatePresignedPost(runtime, input);
}

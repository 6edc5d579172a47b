/**
 * Wraps a hook that makes an input or an output handier than the API's own, as boto3 does: commands of the official
 * SDK come without, for the programs that send them have done such things themselves.
 */
export function convenience<Event extends { readonly verbatim?: true }, Result>(
  hook: (event: Event) => Result,
): (event: Event) => Result | undefined {
  return (event) => (event.verbatim ? undefined : hook(event));
}

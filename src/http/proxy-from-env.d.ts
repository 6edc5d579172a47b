declare module "proxy-from-env" {
  /** The URL of the proxy for that URL, or an empty string. */
  export function getProxyForUrl(url: string): string;
}

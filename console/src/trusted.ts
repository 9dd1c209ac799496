/** The one policy by which the pages make a script's address out of text: only this office's own files. Everything else
 * that would become a script or markup is refused by the browser (Trusted Types, where it has them). */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

export function trustOwnScripts(): void {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  policies?.createPolicy("default", {
    createScriptURL(address) {
      const url = new URL(address, location.href);
      if (url.origin !== location.origin || !url.pathname.startsWith("/assets/")) {
        throw new TypeError(`not one of this office's scripts: ${url.origin}${url.pathname}`);
      }
      return address;
    },
  });
}

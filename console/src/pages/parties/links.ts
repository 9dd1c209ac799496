/** A link as it can be passed on. An office that does not know its own address gives only the path: at its pages that is
 * the address of the page; at a party's own centre, `office` is the one by which the centre knows it. */
export function whole(link: string, office: string = location.origin): string {
  return new URL(link, office).href;
}

/** The invitation and the secret behind a link's `#`; nothing where they are not there. */
export function invitationIn(hash: string): { invitation: string; secret: string } | undefined {
  const [, invitation, secret] = /^#([^.]{1,128})\.(.{1,128})$/.exec(hash) ?? [];
  return invitation && secret ? { invitation, secret } : undefined;
}

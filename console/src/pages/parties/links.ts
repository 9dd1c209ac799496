/** A link as it can be passed on: an office that does not know its own address gives only the path. */
export function whole(link: string): string {
  return new URL(link, location.origin).href;
}

/** The invitation and the secret behind a link's `#`; nothing where they are not there. */
export function invitationIn(hash: string): { invitation: string; secret: string } | undefined {
  const [, invitation, secret] = /^#([^.]{1,128})\.(.{1,128})$/.exec(hash) ?? [];
  return invitation && secret ? { invitation, secret } : undefined;
}

/** What the demo accepts. Those of `trouble` always fail in one way, to see what a user would see. */
export const demo = {
  reader: { id: 'reader', label: 'Demo reader', authorization: 'Token demo', note: 'Demi’s made-up days, read only' },
  writer: { id: 'writer', label: 'Demo writer', authorization: 'Bearer demo', note: 'The same days, may write' },
};

export const trouble = [
  { id: 'limited', label: 'Hour spent', authorization: 'Token demo-limited' },
  { id: 'down', label: 'Exist down', authorization: 'Token demo-down' },
  { id: 'slow', label: 'Exist slow', authorization: 'Token demo-slow' },
  { id: 'revoked', label: 'Token revoked', authorization: 'Token demo-revoked' },
];

/** A credential that was typed: a bare token is taken as a simple one. */
export function own(typed) {
  const text = typed.trim();
  const authorization = /^\w+\s+\S/.test(text) ? text : `Token ${text}`;
  return { id: 'own', label: 'Own token', authorization, isSecret: true };
}

/** The credential that Exist gave for a sign-in. */
export function signedIn(authorization) {
  return { id: 'signed-in', label: 'Signed in with Exist', authorization, isSecret: true };
}

/** What stands for the credential in text that is copied: those of the demo are no secrets. */
export function shown(credential) {
  return credential && !credential.isSecret ? credential.authorization : 'Token YOUR_TOKEN';
}

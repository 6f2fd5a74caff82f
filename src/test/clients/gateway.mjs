// Where the gateway is, for a client of the demo that may write.
export const url = process.argv[2];
export const headers = { authorization: 'Bearer demo' };

/** A fetch that notes its requests in `sent`. */
export function noting(sent) {
  return (address, init) => {
    sent.push({ method: init.method, address: String(address), body: init.body });
    return fetch(address, init);
  };
}

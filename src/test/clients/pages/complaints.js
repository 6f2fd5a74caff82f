// What is said on the console from here on.
export const complaints = [];

for (const level of ['warn', 'error']) {
  const original = console[level];
  console[level] = (...args) => {
    complaints.push(args.map(String).join(' '));
    original(...args);
  };
}

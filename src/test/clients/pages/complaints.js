// What is said on the console from here on.
export const complaints = [];

for (const level of ['warn', 'error']) {
  const original = console[level];
  console[level] = (...told) => {
    complaints.push(told.map(String).join(' '));
    original(...told);
  };
}

// Prints what graphql-http's audits make of the endpoint whose address is the first argument.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
for (const { id, name, status, reason } of results) {
  console.log([status, id, name, reason ?? ""].join("\t"));
}

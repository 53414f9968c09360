// Checks manifests against their schema: node check-manifests.cjs <schema.json> <manifests.json> (an object of manifests by name).
// Prints the errors by name, as JSON.
const fs = require('node:fs');
const Ajv = require('ajv');

const [schema, manifests] = process.argv.slice(2).map(file => JSON.parse(fs.readFileSync(file, 'utf8')));
const validate = new Ajv({ allErrors: true }).compile(schema);
const errors = Object.fromEntries(Object.entries(manifests).map(([name, manifest]) => [name, validate(manifest) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`)]));
console.log(JSON.stringify(errors));

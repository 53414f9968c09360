// Checks CloudFormation templates: node check-templates.cjs <folder of *.template.json> <report.json>
// The report has, for each template, what cdk-nag's AwsSolutions pack (versions 2 and 3) and AWS's template validator say of it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, Aspects, LegacyStackSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, NagReportFormat } = require('cdk-nag');
const { AwsSolutionsChecks: AwsSolutionsChecks3 } = require('cdk-nag-3');
// aws-cdk-lib bundles it: it is not found by its name alone.
const { CompositeEngine, TemplateFile } = require(path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'node_modules/@aws/cloudformation-validate'));

const [folder, reportFile] = process.argv.slice(2);
const templates = fs.readdirSync(folder).filter(name => name.endsWith('.template.json')).sort();
const report = Object.fromEntries(templates.map(name => [name, { nag: [], nag3: [], unacknowledged: [], schema: [] }]));

const engine = new CompositeEngine();
for (const name of templates) {
  const { diagnostics } = engine.validateTemplate(new TemplateFile(path.join(folder, name)), { detailLevel: 'STANDARD' });
  report[name].schema = diagnostics
    .filter(diagnostic => diagnostic.severity !== 'INFO')
    .map(({ severity, ruleId, message, entity, propertyPath }) => ({ severity, rule: ruleId, resource: entity?.logicalId ?? '', path: propertyPath ?? '', message }));
}
engine.free();

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'fw24-nag-'));
const app = new App({ outdir, analyticsReporting: false });
const included = templates.filter((name, index) => {
  const stack = new Stack(app, `Template${index}`, { synthesizer: new LegacyStackSynthesizer() });
  try {
    new CfnInclude(stack, 'Included', { templateFile: path.join(folder, name) });
    return true;
  } catch (error) {
    report[name].nag.push({ rule: 'CfnInclude', resource: '', compliance: 'Non-Compliant', reason: '', message: error.message });
    app.node.tryRemoveChild(stack.node.id);
    return false;
  }
});

// Version 3 reads no template but acknowledgments in the metadata of constructs. CDK writes these to the app's manifest, by the paths of the
// constructs: they are put on the resources of the same logical ids, without and with them.
const violations = stack => new AwsSolutionsChecks3().validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
  violatingResources.map(({ constructPath }) => ({ rule: ruleName, resource: constructPath.split('/').pop() })));
const { artifacts } = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
const inNestedStack = (file, stack, id) => file.startsWith(stack.replaceAll('-', '') + id.replaceAll(/[^A-Za-z0-9]/g, '')) && file.endsWith('.nested.template.json');
const isOf = (file, stack, constructPath) => {
  const nested = constructPath.split('/').find(id => id.endsWith(':nested'));
  return nested ? inNestedStack(file, stack, nested) : file === `${stack}.template.json`;
};
for (const name of included) {
  const stack = app.node.findChild(`Template${templates.indexOf(name)}`);
  report[name].unacknowledged = violations(stack);
  for (const [id, { metadata }] of Object.entries(artifacts)) {
    const entries = Object.entries(metadata ?? {}).filter(([constructPath]) => isOf(name, id, constructPath));
    for (const [acknowledged, data] of entries) {
      for (const { type, data: rules } of data.filter(({ type }) => type === 'aws:cdk:acknowledged-rules')) {
        for (const [resource, own] of entries.filter(([resource]) => resource === acknowledged || resource.startsWith(`${acknowledged}/`))) {
          for (const { data: logicalId } of own.filter(({ type }) => type === 'aws:cdk:logicalId')) {
            stack.node.findChild('Included').node.tryFindChild(logicalId)?.node.addMetadata(type, rules);
          }
        }
      }
    }
  }
  report[name].nag3 = violations(stack);
}

Aspects.of(app).add(new AwsSolutionsChecks({ reportFormats: [NagReportFormat.JSON] }));
app.synth();
for (const name of included) {
  const file = fs.readdirSync(outdir).find(file => file.includes(`-Template${templates.indexOf(name)}-NagReport`));
  report[name].nag = JSON.parse(fs.readFileSync(path.join(outdir, file), 'utf8')).lines
    .map(({ ruleId, resourceId, compliance, exceptionReason, ruleInfo }) => ({ rule: ruleId, resource: resourceId, compliance, reason: exceptionReason, message: ruleInfo }));
}
fs.rmSync(outdir, { recursive: true });
fs.writeFileSync(reportFile, JSON.stringify(report));

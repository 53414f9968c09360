// Checks CloudFormation templates: node check-templates.cjs <folder of *.template.json> <report.json>
// The report has, for each template, what cdk-nag's AwsSolutions pack and AWS's template validator say of it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, Aspects, LegacyStackSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, NagReportFormat } = require('cdk-nag');
// aws-cdk-lib bundles it: it is not found by its name alone.
const { CompositeEngine, TemplateFile } = require(path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'node_modules/@aws/cloudformation-validate'));

const [folder, reportFile] = process.argv.slice(2);
const templates = fs.readdirSync(folder).filter(name => name.endsWith('.template.json')).sort();
const report = Object.fromEntries(templates.map(name => [name, { nag: [], schema: [] }]));

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
Aspects.of(app).add(new AwsSolutionsChecks({ reportFormats: [NagReportFormat.JSON] }));
app.synth();
for (const name of included) {
  const file = fs.readdirSync(outdir).find(file => file.includes(`-Template${templates.indexOf(name)}-NagReport`));
  report[name].nag = JSON.parse(fs.readFileSync(path.join(outdir, file), 'utf8')).lines
    .map(({ ruleId, resourceId, compliance, exceptionReason, ruleInfo }) => ({ rule: ruleId, resource: resourceId, compliance, reason: exceptionReason, message: ruleInfo }));
}
fs.rmSync(outdir, { recursive: true });
fs.writeFileSync(reportFile, JSON.stringify(report));

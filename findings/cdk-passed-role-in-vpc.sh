#!/usr/bin/env bash
# AWS CDK: a function with a role of one's own gets every permission that it needs added to that role, except those for its VPC.
#
# Versions:  aws-cdk-lib 2.276.0, constructs 10.8.1.
# Guess:     a role that is passed to a function is granted what the function's settings need, just as a role that CDK makes.
# Behaviour: dead-letter queue, tracing and event sources are added to the passed role. For the VPC nothing is: no managed policy, no ec2 action. CDK says
#            nothing, and the deployment fails because the role cannot create network interfaces. A role that CDK makes has AWSLambdaVPCAccessExecutionRole.
# Matters:   a construct that always passes a role (for least privilege) must add the VPC's permissions itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact aws-cdk-lib@2.276.0 constructs@10.8.1 2> /dev/null

cat > probe.js <<'JS'
const { App, Stack, aws_ec2: ec2, aws_iam: iam, aws_lambda: lambda } = require("aws-cdk-lib");

const app = new App();
const stack = new Stack(app, "Probe");
const vpc = new ec2.Vpc(stack, "Vpc");
const settings = { runtime: lambda.Runtime.NODEJS_22_X, handler: "index.handler", code: lambda.Code.fromInline("exports.handler = async () => {}"), vpc, tracing: lambda.Tracing.ACTIVE, deadLetterQueueEnabled: true };
new lambda.Function(stack, "Made", settings);
new lambda.Function(stack, "Passed", { ...settings, role: new iam.Role(stack, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") }) });

const resources = Object.entries(app.synth().getStackByName("Probe").template.Resources);
const text = (type, prefix) => JSON.stringify(resources.filter(([id, r]) => r.Type === type && id.startsWith(prefix)));
for (const [name, prefix] of [["made by CDK", "MadeServiceRole"], ["passed", "Role"]]) {
  const all = text("AWS::IAM::Role", prefix) + text("AWS::IAM::Policy", prefix);
  const has = what => all.includes(what) ? "yes" : "no";
  console.log(`${name}: dead-letter queue ${has("sqs:SendMessage")}, tracing ${has("xray:PutTraceSegments")}, VPC ${has("AWSLambdaVPCAccessExecutionRole") === "yes" ? "yes" : has("ec2:CreateNetworkInterface")}`);
}
JS
node probe.js 2> /dev/null | tee output
cat > expected <<'TEXT'
made by CDK: dead-letter queue yes, tracing yes, VPC yes
passed: dead-letter queue yes, tracing yes, VPC no
TEXT
diff expected output && echo "As found."

using Amazon.CDK;
using Template.App_1.Infra;

var app = new App();
_ = new TemplateStack(app, "template-app");
app.Synth();

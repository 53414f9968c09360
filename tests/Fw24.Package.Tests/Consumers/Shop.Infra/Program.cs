using Amazon.CDK;
using Shop.Infra;

var app = new App();
_ = new ShopStack(app, "shop");
app.Synth();

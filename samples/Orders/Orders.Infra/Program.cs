using Amazon.CDK;
using Orders.Infra;

var app = new App();
_ = new OrdersStack(app, "orders");
app.Synth();

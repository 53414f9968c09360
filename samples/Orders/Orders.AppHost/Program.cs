// The app of samples/Orders and its API, on the desk: see docs/start/aspire.md.
var builder = DistributedApplication.CreateBuilder(args);

// An AppHost outside this repository starts the installed tool, without WithTool.
var orders = builder.AddFw24App<Projects.Orders>("orders")
    .WithTool("dotnet", "run", "--no-build", "--project", new Projects.Fw24_Tool().ProjectPath, "--");

builder.AddProject<Projects.Orders_Api>("api")
    .WithReference(orders)
    .WaitFor(orders);

await builder.Build().RunAsync();

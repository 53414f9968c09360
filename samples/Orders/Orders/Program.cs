using Fw24;
using Microsoft.Extensions.DependencyInjection;
using Orders;

[assembly: Fw24App("orders")]

var app = Fw24App.CreateBuilder(args);
app.Services.AddSingleton<IMailer, LogMailer>();
return await app.Build().RunAsync();

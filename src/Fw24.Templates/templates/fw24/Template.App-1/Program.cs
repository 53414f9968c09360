using Fw24;
using Microsoft.Extensions.DependencyInjection;
using Template.App_1;

[assembly: Fw24App("template-app")]

var app = Fw24App.CreateBuilder(args);
app.Services.AddSingleton<IMailer, ConsoleMailer>();
return await app.Build().RunAsync();

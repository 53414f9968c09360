using Fw24;
using Microsoft.Extensions.DependencyInjection;
using Shop;

var app = Fw24App.CreateBuilder(args);
app.Services.AddSingleton<Seen>();
return await app.Build().RunAsync();

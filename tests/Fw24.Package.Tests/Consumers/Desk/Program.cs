using System.Net;
using System.Text.RegularExpressions;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;
using Shop;

// A program that is no web project serves the console with all that its page loads.
await using var cloud = LocalCloud.Create(ShopApp.Model, options => options.Services = services => services.AddSingleton<Seen>());
await using var console = await cloud.OpenConsoleAsync();
using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
var page = await http.GetStringAsync(console.Url);
foreach (Match asset in Regex.Matches(page, "(?:src|href)=\"([^\"/][^\"]*)\""))
{
    using var response = await http.GetAsync(new Uri(console.Url, "/" + asset.Groups[1].Value));
    Console.WriteLine($"{(int)response.StatusCode} {asset.Groups[1].Value}");
}

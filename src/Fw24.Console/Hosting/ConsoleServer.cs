using System.Net;
using Fw24.Console.Components;
using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MudBlazor;
using MudBlazor.Services;

namespace Fw24.Console.Hosting;

/// <summary>The web server of a console.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly LocalCloud _cloud;
    private readonly WebApplication _web;

    private ConsoleServer(LocalCloud cloud, WebApplication web, Uri url) => (_cloud, _web, Url) = (cloud, web, url);

    /// <summary>The address with the secret.</summary>
    public Uri Url { get; }

    /// <summary>The services that all pages share.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Starts the server.</summary>
    public static async Task<ConsoleServer> StartAsync(LocalCloud cloud, LocalConsoleOptions options, CancellationToken cancellationToken)
    {
        var feed = new CloudFeed(cloud);
        Observe(cloud, feed);
        var access = new ConsoleAccess();
        var web = Build(cloud, feed, options, access);
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            cloud.Parts.Observation.Observer = null;
            await web.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        web.Services.GetRequiredService<CloudDriver>().IsRunning = options.Run;
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ConsoleServer(cloud, web, new Uri($"{address}/?token={access.Token}"));
    }

    public async ValueTask DisposeAsync()
    {
        _cloud.Parts.Observation.Observer = null;
        await _web.StopAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    private static void Observe(LocalCloud cloud, CloudFeed feed)
    {
        lock (feed.Gate)
        {
            if (cloud.Parts.Observation.Observer is not null)
            {
                throw new InvalidOperationException("The cloud has a console already: close that one first.");
            }

            cloud.Parts.Observation.Observer = feed;
        }
    }

    private static WebApplication Build(LocalCloud cloud, CloudFeed feed, LocalConsoleOptions options, ConsoleAccess access)
    {
        // Empty: a console must not take the settings, the environment or the content of the program that it is part of.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddMudServices(static services
            => services.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        builder.Services.AddConsole(cloud, feed, options);
        var web = builder.Build();
        web.Use(ConsoleHeaders.InvokeAsync);
        web.Use(access.InvokeAsync);
        web.UseRouting();
        web.UseAntiforgery();
        web.MapConsoleAssets();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(static server => server.ContentSecurityFrameAncestorsPolicy = null);
        return web;
    }
}

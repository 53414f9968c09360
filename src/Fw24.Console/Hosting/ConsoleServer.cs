using System.Net;
using Fw24.Console.Components;
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
    private readonly WebApplication _web;

    private ConsoleServer(WebApplication web, Uri url) => (_web, Url) = (web, url);

    /// <summary>The address with the secret.</summary>
    public Uri Url { get; }

    /// <summary>The services that all pages share.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Starts the server.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="addSource">Adds what pages show.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ConsoleServer> StartAsync(
        int port, Action<IServiceCollection> addSource, CancellationToken cancellationToken)
    {
        var access = new ConsoleAccess();
        var web = Build(port, addSource, access);
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ConsoleServer(web, new Uri($"{address}/?token={access.Token}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(int port, Action<IServiceCollection> addSource, ConsoleAccess access)
    {
        // Empty: a console must not take the settings, the environment or the content of the program that it is part of.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddMudServices(static services
            => services.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        builder.Services.AddPages();
        addSource(builder.Services);
        var web = builder.Build();
        web.Use(ConsoleHeaders.InvokeAsync);
        web.Use(access.InvokeAsync);
        web.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        web.UseRouting();
        web.UseAntiforgery();
        web.MapConsoleAssets();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode(static server => server.ContentSecurityFrameAncestorsPolicy = null);
        return web;
    }
}

using Fw24.Console.Components;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MudBlazor;
using MudBlazor.Services;

namespace Fw24.Console.Hosting;

/// <summary>The pages of a source and what they share: an application without a port of its own.</summary>
internal sealed class ConsolePages : IAsyncDisposable
{
    // A browser that has gone to sleep does not leave.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;

    private ConsolePages(WebApplication web, RelayServer server) => (_web, Server) = (web, server);

    /// <summary>What requests are passed to.</summary>
    public RelayServer Server { get; }

    /// <summary>The services that all pages share.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Starts the application.</summary>
    /// <param name="addSource">Adds what pages show.</param>
    /// <param name="access">Admits browsers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ConsolePages> StartAsync(
        Action<IServiceCollection> addSource, ConsoleAccess access, CancellationToken cancellationToken)
    {
        var server = new RelayServer();
        var web = Build(addSource, access, server);
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new ConsolePages(web, server);
    }

    /// <summary>Closes pages that are no longer shown, once their browsers have gone to those that are.</summary>
    public async Task LeaveAsync()
    {
        await Task.WhenAny(Server.DrainAsync(), Task.Delay(s_patience)).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(Action<IServiceCollection> addSource, ConsoleAccess access, RelayServer server)
    {
        // Empty: a console must not take the settings, the environment or the content of the program that it is part of.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IServer>(server);
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

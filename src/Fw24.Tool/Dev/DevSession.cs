using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Local;
using Fw24.Tool.Apps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Fw24.Tool.Dev;

/// <summary>
/// The functions of an app in this process, in real time, between the tables and the topics and queues; with a console.
/// </summary>
internal sealed class DevSession : IAsyncDisposable
{
    private static readonly TimeSpan s_saveInterval = TimeSpan.FromSeconds(1);

    private readonly DevEndpoints _endpoints;
    private readonly LocalCloud _cloud;
    private readonly LocalConsole _console;
    private readonly DevState _earlier;
    private readonly string _file;
    private byte[] _saved = [];
    private (long Reports, int Messages) _savedAt = (-1, 0);

    private DevSession(DevEndpoints endpoints, LocalCloud cloud, LocalConsole console, DevState earlier, string file)
        => (_endpoints, _cloud, _console, _earlier, _file) = (endpoints, cloud, console, earlier, file);

    /// <summary>The console's address.</summary>
    public Uri Url => _console.Url;

    /// <summary>Indicates whether the topics deliver by what has changed, as AWS's do.</summary>
    public bool MatchesArrays => _endpoints.Messaging?.MatchesArrays is not false;

    private CloudDriver Driver => _console.Server.Services.GetRequiredService<CloudDriver>();

    /// <summary>Starts the functions.</summary>
    /// <param name="app">The app.</param>
    /// <param name="region">The region that endpoints are called in.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<DevSession> StartAsync(
        AppAssembly app, string region, DevOptions options, CancellationToken cancellationToken)
    {
        var builder = await app.ConfigureAsync(cancellationToken).ConfigureAwait(false);
        var state = DevState.Read(options.File);
        var endpoints = await DevEndpoints.OpenAsync(app.Model, region, options, state, cancellationToken).ConfigureAwait(false);
        LocalCloud? cloud = null;
        try
        {
            cloud = LocalCloud.Create(app.Model, cloud =>
            {
                cloud.Time = TimeProvider.System;
                cloud.KeepHistory = false;

                // Ids of invocations and messages differ from those of earlier sessions, which logs and queues still have.
                cloud.Seed = (ulong)TimeProvider.System.GetUtcNow().UtcTicks;
                cloud.Services = services => Add(builder, services);
                endpoints.AddTo(cloud);
            });
            await state.RestoreAsync(cloud, cancellationToken).ConfigureAwait(false);
            var console = await cloud.OpenConsoleAsync(
                new LocalConsoleOptions { Port = options.Port, Run = true, Token = ConsoleToken.Read() }, cancellationToken)
                    .ConfigureAwait(false);
            return new DevSession(endpoints, cloud, console, state, options.File);
        }
        catch
        {
            if (cloud is not null)
            {
                await cloud.DisposeAsync().ConfigureAwait(false);
            }

            endpoints.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the state until the session is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(s_saveInterval);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                // A source that failed is not read any more.
                _cloud.Parts.ThrowIfBroken();
                await SaveAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Driver.IsRunning = false;
            await SaveAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync().ConfigureAwait(false);
        await _cloud.DisposeAsync().ConfigureAwait(false);
        _endpoints.Dispose();
    }

    private static void Add(Fw24AppBuilder builder, IServiceCollection services)
    {
        foreach (var service in builder.Registered)
        {
            services.Add(service);
        }

        // On Lambda, functions log without the program's doing; here they would not.
        if (builder.Registered.All(static service => service.ServiceType != typeof(ILoggerProvider)))
        {
            services.AddLogging(static logging => logging.AddSimpleConsole(static format => format.SingleLine = true));
            services.Configure<ConsoleLoggerOptions>(static output => output.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }

    // It differs whenever the state may: all that happens is reported to the feed, except that a page drops messages.
    private (long Reports, int Messages) Moment()
        => (_console.Server.Services.GetRequiredService<CloudFeed>().Version, _cloud.Queues.Values.Sum(static queue => queue.Count));

    // Only what is dealt with is kept as such: while something is under way, the last state stays.
    private Task<bool> SaveAsync() => Driver.CallAsync(async token =>
    {
        if (_cloud.Parts.Loop.IsIdle && Moment() is var now && now != _savedAt)
        {
            _savedAt = now;
            Write((await DevState.OfAsync(_cloud, _endpoints.Streams, _earlier, token).ConfigureAwait(false)).ToJson());
        }

        return true;
    });

    // The file has the old state or the new one, never a part of it. Nothing is written while nothing happens.
    private void Write(byte[] state)
    {
        if (state.AsSpan().SequenceEqual(_saved))
        {
            return;
        }

        File.WriteAllBytes(_file + ".new", state);
        File.Move(_file + ".new", _file, overwrite: true);
        _saved = state;
    }
}

using Fw24.Console.Driving;
using Fw24.Local;
using Fw24.Tool.Apps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Fw24.Tool.Dev;

/// <summary>
/// The functions of an app in this process, in real time, between the tables and the embedded topics and queues; with a console.
/// </summary>
internal sealed class DevSession : IAsyncDisposable
{
    private static readonly TimeSpan s_saveInterval = TimeSpan.FromSeconds(1);

    private readonly LocalCloud _cloud;
    private readonly LocalConsole _console;
    private readonly List<ResumedStream> _streams;
    private readonly string _file;
    private byte[] _saved = [];

    private DevSession(LocalCloud cloud, LocalConsole console, List<ResumedStream> streams, string file)
        => (_cloud, _console, _streams, _file) = (cloud, console, streams, file);

    /// <summary>The console's address.</summary>
    public Uri Url => _console.Url;

    private CloudDriver Driver => _console.Server.Services.GetRequiredService<CloudDriver>();

    /// <summary>Starts the functions.</summary>
    /// <param name="app">The app.</param>
    /// <param name="tables">The endpoint of the tables; <see langword="null"/> for embedded ones.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<DevSession> StartAsync(
        AppAssembly app, DevTables? tables, DevOptions options, CancellationToken cancellationToken)
    {
        var builder = await app.ConfigureAsync(cancellationToken).ConfigureAwait(false);
        var topology = LocalTopology.Of(app.Model);
        var file = Path.Combine(options.Folder, "state.json");
        var state = DevState.Read(file);
        List<ResumedStream> streams = [];
        if (tables is not null)
        {
            foreach (var arn in (await tables.CreateAsync(topology, cancellationToken).ConfigureAwait(false)).Values)
            {
                var positions = state.Streams.GetValueOrDefault(arn) ?? new Dictionary<string, string>();
                streams.Add(new ResumedStream(tables.Streams, arn, positions));
            }
        }

        var cloud = LocalCloud.Create(app.Model, cloud =>
        {
            cloud.Time = TimeProvider.System;
            cloud.KeepHistory = false;

            // Ids of invocations and messages differ from those of earlier sessions, which logs and queues still have.
            cloud.Seed = (ulong)TimeProvider.System.GetUtcNow().UtcTicks;
            cloud.Topology = topology;
            cloud.Services = services => Add(builder, services);
            if (tables is not null)
            {
                cloud.UseTables(
                    tables.Store,
                    table => streams.Single(stream => stream.StreamArn.Contains($":table/{table.Name}/", StringComparison.Ordinal)));
            }
        });
        await state.RestoreAsync(cloud, cancellationToken).ConfigureAwait(false);
        var console = await cloud.OpenConsoleAsync(new LocalConsoleOptions { Port = options.Port, Run = true }, cancellationToken)
            .ConfigureAwait(false);
        return new DevSession(cloud, console, streams, file);
    }

    /// <summary>Keeps the state until the session is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(s_saveInterval);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
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

    // Only what is dealt with is kept as such: while something is under way, the last state stays.
    private Task<bool> SaveAsync() => Driver.CallAsync(async token =>
    {
        if (_cloud.Parts.Loop.IsIdle)
        {
            Write((await DevState.OfAsync(_cloud, _streams, token).ConfigureAwait(false)).ToJson());
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

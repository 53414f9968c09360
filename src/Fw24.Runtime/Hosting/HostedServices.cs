using Fw24.Diagnostics;
using Fw24.Lambda;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fw24.Hosting;

/// <summary>
/// Starts and stops an app's hosted services in the order of Microsoft.Extensions.Hosting: one after another, stopped in reverse.
/// </summary>
/// <param name="services">The app's services.</param>
internal sealed class HostedServices(IServiceProvider services)
{
    /// <summary>The time to stop: Lambda ends its shutdown phase after two seconds (Lambda, "Execution environment lifecycle").</summary>
    internal static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(2);

    private readonly Stack<IHostedService> _started = [];
    private int _hasStarted;
    private int _hasStopped;

    /// <summary>The app's lifetime.</summary>
    public AppLifetime Lifetime { get; } = services.GetRequiredService<AppLifetime>();

    /// <summary>Validates options that ask for it at start, and starts the hosted services. A second call has no effect.</summary>
    /// <exception cref="InvalidOperationException">A service cannot run in a process that Lambda freezes.</exception>
    /// <exception cref="OptionsValidationException">An option is invalid.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _hasStarted, 1) == 1)
        {
            return;
        }

        services.GetService<IStartupValidator>()?.Validate();
        await StartAllAsync([.. services.GetServices<IHostedService>()], cancellationToken).ConfigureAwait(false);
        Lifetime.NotifyStarted();
    }

    /// <summary>
    /// Stops the services that have started. A service that fails is logged, and the others are stopped. A second call has no effect.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _hasStopped, 1) == 1)
        {
            return;
        }

        await TryAsync(() => Task.Run(Lifetime.StopApplication, CancellationToken.None)).ConfigureAwait(false);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_stopTimeout);
        await StopAllAsync([.. _started], timeout.Token).ConfigureAwait(false);
        await TryAsync(() => Task.Run(Lifetime.NotifyStopped, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task StartAllAsync(IHostedService[] hosted, CancellationToken cancellationToken)
    {
        foreach (var service in hosted)
        {
            DemandToRun(service);
        }

        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var service in hosted)
        {
            _started.Push(service);
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await service.StartedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StopAllAsync(IHostedService[] hosted, CancellationToken cancellationToken)
    {
        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await TryAsync(() => service.StoppingAsync(cancellationToken)).ConfigureAwait(false);
        }

        foreach (var service in hosted)
        {
            await TryAsync(() => service.StopAsync(cancellationToken)).ConfigureAwait(false);
        }

        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await TryAsync(() => service.StoppedAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    // Between invocations, Lambda freezes a process that serves one at a time: a loop would stop for minutes, in the middle of a call.
    private void DemandToRun(IHostedService service)
    {
        var environment = services.GetRequiredService<FunctionEnvironment>();
        if (service is BackgroundService
            && environment.Optional(LambdaRuntime.Endpoint) is not null
            && environment.Optional(LambdaRuntime.MaxConcurrency) is null)
        {
            throw new InvalidOperationException(
                $"The hosted service '{service.GetType()}' is a BackgroundService, but Lambda freezes the process between invocations, "
                + "so that its loop would stop at any point and its connections break. "
                + "Do its work in StartAsync of an IHostedService, in a handler, or in a program that runs all the time.");
        }
    }

    private async Task TryAsync(Func<Task> stop)
    {
        try
        {
            await stop().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var logger = new GuardedLogger(services.GetRequiredService<ILoggerFactory>().CreateLogger("Fw24.Hosting"));
            logger.LogError("A hosted service failed to stop: {Error}", ExceptionSummary.Of(exception));
        }
    }
}

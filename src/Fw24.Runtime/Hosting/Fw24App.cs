using System.Runtime.InteropServices;
using Fw24.Aws.Client;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Hosting;
using Fw24.Lambda;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fw24;

/// <summary>An app: one executable that serves any of its functions.</summary>
/// <remarks>
/// A process serves one function, so the function's dependencies (topic, queues, audit store) are the app's services. A host that runs
/// several functions in one process builds one app for each, or names the function in its variables: for <c>orders-stream</c>,
/// <c>FW24_TOPIC_ARN__ORDERS_STREAM</c>.
/// </remarks>
public sealed class Fw24App : IAsyncDisposable
{
    private static readonly Lock s_registration = new();
    private static AppModel[] s_registered = [];

    private readonly ServiceProvider _services;
    private readonly FunctionFactory _functions;
    private readonly HostedServices _hosted;

    /// <summary>The models that this process's assemblies have registered.</summary>
    internal static IReadOnlyList<AppModel> Registered => s_registered;

    internal Fw24App(AppModel model, ServiceProvider services)
    {
        _services = services;
        _functions = new FunctionFactory(model, services);
        _hosted = new HostedServices(services);
    }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Creates a builder for this executable's app.</summary>
    /// <param name="args">The command line. Arguments of the form <c>FW24_NAME=value</c> take precedence over environment variables of that name.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The executable has no entity, or more than one app registered a model.</exception>
    public static Fw24AppBuilder CreateBuilder(params string[] args) => CreateBuilder(s_registered, args);

    /// <summary>Creates a builder for an app with a given model, where one process runs several apps: tests, Fw24.Local.</summary>
    /// <param name="model">The generated model, such as <c>OrdersApp.Model</c>.</param>
    /// <returns>The builder.</returns>
    public static Fw24AppBuilder CreateBuilder(AppModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Fw24AppBuilder(model, FunctionEnvironment.Process);
    }

    /// <summary>Registers this executable's model. Generated code calls it before <c>Main</c> runs.</summary>
    /// <param name="model">The model.</param>
    public static void Register(AppModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        // Called by module initializers, where an exception would hide its cause: a second model is refused in CreateBuilder.
        lock (s_registration)
        {
            if (!s_registered.Contains(model))
            {
                s_registered = [.. s_registered, model];
            }
        }
    }

    /// <summary>Creates a function of the app.</summary>
    /// <param name="name">The function's name: <c>{table}-stream</c>, <c>{table}-audit</c> or a handler's name.</param>
    /// <returns>The function.</returns>
    /// <exception cref="InvalidOperationException">
    /// The app has no such function (the message lists the existing ones), a variable it needs is missing, or its handler cannot be created because a
    /// service is missing (the message names the handler and the service).
    /// </exception>
    public FunctionHandler CreateFunction(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _functions.Create(name).Handler;
    }

    /// <summary>Serves the function named by <c>FW24_FUNCTION</c> until the host ends the process.</summary>
    /// <remarks>
    /// Hosted services start before the first invocation, and their failure is a startup error. SIGTERM and <see
    /// cref="IHostApplicationLifetime.StopApplication"/> end the process after the running invocations are answered and the hosted
    /// services are stopped.
    /// </remarks>
    /// <param name="cancellationToken">Stops serving.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var lifetime = _hosted.Lifetime;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOn);
        try
        {
            return await _services.GetRequiredService<IFunctionHost>().RunAsync(Start, stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Starts the hosted services, as <see cref="RunAsync"/> does; for a host that creates functions itself (<see
    /// cref="CreateFunction"/>), such as a test. A second call has no effect.
    /// </summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A task that completes when all have started.</returns>
    /// <exception cref="InvalidOperationException">
    /// A service is a <see cref="BackgroundService"/>, and Lambda freezes the process between invocations.
    /// </exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _hosted.StartAsync(cancellationToken);

    /// <summary>Stops the hosted services that have started, in reverse order, within two seconds. A second call has no effect.</summary>
    /// <param name="cancellationToken">Tells the services to stop at once.</param>
    /// <returns>A task that completes when all have stopped. Exceptions of services are logged.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default) => _hosted.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _functions.Dispose();
        return _services.DisposeAsync();
    }

    internal static Fw24AppBuilder CreateBuilder(ReadOnlySpan<AppModel> registered, string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return registered.Length switch
        {
            1 => new Fw24AppBuilder(registered[0], FunctionEnvironment.Process.OverriddenBy(args)),
            0 => throw new InvalidOperationException(
                "This executable has no entity with [DynamoTable], so there is no app to run. Declare one, and reference the Fw24 generator (package Fw24), which registers the app."),
            _ => throw new InvalidOperationException(
                $"This process contains several apps: {string.Join(", ", registered.ToArray().Select(static model => model.Name))}. Specify one: Fw24App.CreateBuilder(SomeApp.Model)."),
        };
    }

    private AppFunction Start()
    {
        var function = _functions.Create(_services.GetRequiredService<FunctionEnvironment>().Required(Fw24Variables.Function));
        if (CustomEndpoints.List() is { } endpoints)
        {
            var logger = new GuardedLogger(_services.GetRequiredService<ILoggerFactory>().CreateLogger($"Fw24.{function.Name}"));
            logger.LogInformation("Calls go to custom endpoints, not to AWS. {Endpoints}", endpoints);
        }

        return function with { Prepare = PrepareAsync };

        async ValueTask PrepareAsync(CancellationToken cancellationToken)
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            await function.Prepare(cancellationToken).ConfigureAwait(false);
        }
    }

    private void StopOn(PosixSignalContext signal)
    {
        _hosted.Lifetime.StopApplication();
        if (_services.GetService<ManagedFunction>() is null)
        {
            // The process ends when Main does.
            signal.Cancel = true;
            return;
        }

        // AWS's loop would run on after Main has ended: let the signal end the process, after the hosted services have stopped.
        _hosted.Lifetime.ApplicationStopped.WaitHandle.WaitOne(HostedServices.s_stopTimeout);
    }
}

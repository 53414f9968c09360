using Fw24.Aws.Client;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Hosting;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
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

    internal Fw24App(AppModel model, ServiceProvider services)
    {
        _services = services;
        _functions = new FunctionFactory(model, services);
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
    /// <param name="cancellationToken">Stops serving.</param>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken = default)
        => _services.GetRequiredService<IFunctionHost>().RunAsync(Start, cancellationToken);

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

        return function;
    }
}

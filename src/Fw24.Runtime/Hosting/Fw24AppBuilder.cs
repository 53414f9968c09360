using Fw24.Functions;
using Fw24.Hosting;
using Fw24.Lambda;
using Fw24.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fw24;

/// <summary>Configures an app's services before it runs.</summary>
/// <remarks>
/// Services registered here take precedence over the app's own: an <c>IChangePublisher</c>, <c>IParkingQueue</c>, <c>IAuditSink</c>,
/// <c>IItemStore</c>, <c>ISecretsManager</c>, <c>IFunctionHost</c>, <see cref="TimeProvider"/> or <see cref="ITable{T}"/>.
/// </remarks>
public sealed class Fw24AppBuilder
{
    // Many functions need none, and reading all variables takes part of a cold start.
    private readonly Lazy<ConfigurationManager> _configuration = new(static () =>
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        return configuration;
    });

    // What every builder has.
    private readonly ServiceDescriptor[] _own;

    internal Fw24AppBuilder(AppModel model, FunctionEnvironment environment)
    {
        Model = model;
        Environment = environment;

        ILoggingBuilder? logging = null;
        Services.AddLogging(builder => logging = builder);
        Logging = logging!;

        // Before any library registers its own: AddOpenTelemetry, for one, adds a configuration where there is none.
        Services.AddSingleton<IConfiguration>(_ => Configuration);
        Services.AddSingleton<AppLifetime>();
        Services.AddSingleton<IHostApplicationLifetime>(static provider => provider.GetRequiredService<AppLifetime>());
        Services.AddSingleton<IHostEnvironment>(static provider => new AppEnvironment(provider.GetRequiredService<FunctionEnvironment>()));
        _own = [.. Services];
    }

    /// <summary>The services that the program has registered, in their order.</summary>
    internal IEnumerable<ServiceDescriptor> Registered => Services.Except(_own);

    /// <summary>The generator's model of the app.</summary>
    public AppModel Model { get; }

    /// <summary>The services: dependencies of handlers, and replacements for the app's own services.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Logging. Without a registered provider, logs go to standard output as JSON lines on Lambda, and are discarded elsewhere.</summary>
    public ILoggingBuilder Logging { get; }

    /// <summary>
    /// The configuration, which services receive as <see cref="IConfiguration"/>: the environment variables of the process
    /// (<c>Mail__Sender</c> is <c>Mail:Sender</c>), and the sources that are added. Created when it is first used.
    /// </summary>
    public ConfigurationManager Configuration => _configuration.Value;

    /// <summary>The variables that the functions read. Default: those of the process.</summary>
    public FunctionEnvironment Environment { get; set; }

    /// <summary>Builds the app.</summary>
    /// <returns>The app. Its functions are created on request.</returns>
    public Fw24App Build()
    {
        AppCapture.Take(this);
        var services = Services;
        services.TryAddSingleton(Environment);
        services.AddFw24(Model);

        // The last one is the app that runs, also if the program registered the tables of others.
        services.AddSingleton(Model);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => new LambdaConsole());
        AddHost();

        foreach (var handler in Model.Handlers)
        {
            handler.AddTo(services);
        }

        AddDefaultLogging();
        return new Fw24App(Model, services.BuildServiceProvider());
    }

    private void AddHost()
    {
        if (ManagedFunction.Starting is not { } function)
        {
            Services.TryAddSingleton<IFunctionHost, LambdaRuntime>();
            return;
        }

        // Takes precedence over any host that the program registers: the caller that started it here waits for its function.
        Services.AddSingleton(function);
        Services.AddSingleton<IFunctionHost, ManagedRuntime>();
    }

    private void AddDefaultLogging()
    {
        if (Environment.Optional("AWS_LAMBDA_RUNTIME_API") is null)
        {
            return;
        }

        foreach (var service in Services)
        {
            if (service.ServiceType == typeof(ILoggerProvider))
            {
                return;
            }
        }

        Services.AddSingleton<ILoggerProvider, LambdaLoggerProvider>();
        Logging.SetMinimumLevel(LambdaLoggerProvider.LevelOf(Environment.Optional("AWS_LAMBDA_LOG_LEVEL")));
    }
}

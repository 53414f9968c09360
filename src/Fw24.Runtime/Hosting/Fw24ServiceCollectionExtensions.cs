using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading.Stores;
using Fw24.Configuration;
using Fw24.Hosting;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Fw24;

/// <summary>Registers an app's tables in programs that are not its functions, such as a web API or a worker.</summary>
public static class Fw24ServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="ITable{T}"/> for each entity of an app, and an <see cref="IAuditReader"/>.</summary>
    /// <remarks>
    /// A program may register several apps, and the same one twice. Services of the program's own take precedence: an <see
    /// cref="IItemStore"/>, registered before or after, a <see cref="FunctionEnvironment"/>, an <see cref="ITable{T}"/>. The program's
    /// role needs access to the tables: the generated stack gives it to the app's functions only.
    /// </remarks>
    /// <param name="services">The program's services.</param>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">An <see cref="IItemStore"/> is registered as a scoped service.</exception>
    public static IServiceCollection AddFw24(this IServiceCollection services, AppModel app)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(app);
        if (services.Any(service => !service.IsKeyedService && ReferenceEquals(service.ImplementationInstance, app)))
        {
            return services;
        }

        if (services.Any(static service => service.ServiceType == typeof(IItemStore) && service.Lifetime is ServiceLifetime.Scoped))
        {
            throw new ArgumentException(
                "The IItemStore is registered as a scoped service, but tables are singletons that share one store. Register it as a singleton.",
                nameof(services));
        }

        services.AddSingleton(app);
        services.AddOptions<Fw24Options>(app.Name).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Fw24Options>>(new Fw24OptionsValidator(app));
        services.TryAddSingleton(FunctionEnvironment.Process);
        services.AddKeyedSingleton(app, (provider, _) => TableNames.Of(
            provider.GetRequiredService<FunctionEnvironment>(),
            [.. app.Tables.Select(static table => table.Name)],
            provider.GetRequiredService<IOptionsMonitor<Fw24Options>>().Get(app.Name)));
        services.TryAddSingleton<IItemStore>(static _ => new DynamoDbItemStore());
        foreach (var table in app.Tables)
        {
            var tables = new TableServices(services, table, provider => provider.GetRequiredKeyedService<TableNames>(app));
            foreach (var entity in table.Entities)
            {
                entity.Accept(tables);
            }
        }

        AddAuditReader(services);
        return services;
    }

    private static void AddAuditReader(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new AuditStores(
            provider.GetRequiredService<FunctionEnvironment>(),
            provider.GetRequiredService<IItemStore>(),
            provider.GetService<ICloudWatchLogSearch>(),
            provider.GetService<PageTokenKeys>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton<IAuditReader>(static provider =>
        {
            var apps = provider.GetServices<AppModel>().Distinct().ToList();
            var stores = provider.GetRequiredService<AuditStores>();
            return new AuditSources([.. apps.SelectMany(app => stores.Of(app, provider.GetRequiredKeyedService<TableNames>(app)))], apps);
        });
    }

    /// <summary>Registers an <see cref="ITable{T}"/> for each entity of an app, in a stage.</summary>
    /// <remarks>See <see cref="AddFw24(IServiceCollection, AppModel)"/>.</remarks>
    /// <param name="services">The program's services.</param>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="stage">The stage of the tables. Without one, the variable <c>FW24_STAGE</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">
    /// The text is not a stage, or an <see cref="IItemStore"/> is registered as a scoped service.
    /// </exception>
    public static IServiceCollection AddFw24(this IServiceCollection services, AppModel app, string? stage)
        => stage is null ? services.AddFw24(app)
            : DeployedName.IsStage(stage) ? services.AddFw24(app, options => options.Stage = stage)
            : throw new ArgumentException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.", nameof(stage));

    /// <summary>Registers an <see cref="ITable{T}"/> for each entity of an app, with options.</summary>
    /// <remarks>See <see cref="AddFw24(IServiceCollection, AppModel)"/>.</remarks>
    /// <param name="services">The program's services.</param>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="configure">Sets the options. They are validated when the program starts.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">An <see cref="IItemStore"/> is registered as a scoped service.</exception>
    public static IServiceCollection AddFw24(this IServiceCollection services, AppModel app, Action<Fw24Options> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddFw24(app).Configure(app.Name, configure);
    }
}

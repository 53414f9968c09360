using Fw24.Configuration;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fw24;

/// <summary>Registers an app's tables in programs that are not its functions, such as a web API or a worker.</summary>
public static class Fw24ServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="ITable{T}"/> for each entity of an app.</summary>
    /// <remarks>
    /// Services that are registered already take precedence: an <see cref="IItemStore"/>, a <see cref="FunctionEnvironment"/>, an
    /// <see cref="ITable{T}"/>. The program's role needs access to the tables: the generated stack gives it to the app's functions only.
    /// </remarks>
    /// <param name="services">The program's services.</param>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="stage">The stage of the tables. Default: the variable <c>FW24_STAGE</c>, otherwise none.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The text is not a stage.</exception>
    public static IServiceCollection AddFw24(this IServiceCollection services, AppModel app, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(app);
        if (stage is not null && !DeployedName.IsStage(stage))
        {
            throw new ArgumentException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.", nameof(stage));
        }

        services.TryAddSingleton(app);
        services.TryAddSingleton(FunctionEnvironment.Process);
        services.TryAddSingleton(provider => TableNames.Of(
            provider.GetRequiredService<FunctionEnvironment>(),
            [.. app.Tables.Select(static table => table.Name)],
            stage));
        services.TryAddSingleton<IItemStore>(static _ => new DynamoDbItemStore());
        foreach (var table in app.Tables)
        {
            var tables = new TableServices(services, table, static provider => provider.GetRequiredService<TableNames>());
            foreach (var entity in table.Entities)
            {
                entity.Accept(tables);
            }
        }

        return services;
    }
}

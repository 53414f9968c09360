using Fw24.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fw24;

/// <summary>Adds a health check of an app's tables.</summary>
public static class Fw24HealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that reads one key from each table that <c>AddFw24</c> registered: reachable, existing, and permitted.
    /// </summary>
    /// <remarks>
    /// The check calls GetItem for a key that no item has, through the program's <see cref="Tables.IItemStore"/>. It needs
    /// <c>dynamodb:GetItem</c>, which
    /// <see cref="ITable{T}"/> needs too, and costs one read request unit a table.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">
    /// The status that is reported if a table cannot be read. Default: <see cref="HealthStatus.Unhealthy"/>.
    /// </param>
    /// <param name="tags">Tags to select the check by, such as <c>ready</c>.</param>
    /// <param name="timeout">The time for all tables. Default: 5 seconds.</param>
    /// <returns>The health checks.</returns>
    [CLSCompliant(false)]
    public static IHealthChecksBuilder AddFw24Tables(
        this IHealthChecksBuilder builder,
        string name = "fw24-tables",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, static services => new TableHealthCheck(services), failureStatus, tags, timeout ?? TimeSpan.FromSeconds(5)));
    }
}

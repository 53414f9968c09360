namespace Fw24;

/// <summary>The tables that a program uses: which stage's, and under which names.</summary>
/// <remarks>
/// Options of Microsoft.Extensions.Options, named by the app (<c>orders</c>). What is not set here is read from the process's
/// variables.
/// </remarks>
public sealed class Fw24Options
{
    /// <summary>The stage of the tables: 1 to 20 letters, digits and hyphens. Default: <c>FW24_STAGE</c>, otherwise none.</summary>
    public string? Stage { get; set; }

    /// <summary>
    /// The names in AWS of tables that the stage does not give, such as imported ones, by their names in the model: <c>["orders"] =
    /// "old-orders"</c>. They take precedence over those in <c>FW24_TABLES</c>.
    /// </summary>
    public IDictionary<string, string> TableNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

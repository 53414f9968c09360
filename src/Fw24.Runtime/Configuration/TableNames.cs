namespace Fw24.Configuration;

/// <summary>
/// The names of an app's tables in AWS: by the rule of <see cref="DeployedName"/>, except for those that <see cref="Fw24Variables.Tables"/> names.
/// </summary>
internal sealed class TableNames
{
    private const string Form = "a list of tables and their names, separated by commas (orders=old-orders,products=old-products)";

    private readonly Dictionary<string, string> _exceptions;

    private TableNames(string? stage, Dictionary<string, string> exceptions) => (Stage, _exceptions) = (stage, exceptions);

    /// <summary>The names in the model.</summary>
    public static TableNames Logical { get; } = InStage(null);

    /// <summary>The stage, if there is one.</summary>
    public string? Stage { get; }

    /// <summary>Returns the names that the rule gives in a stage.</summary>
    public static TableNames InStage(string? stage) => new(stage, []);

    /// <summary>Returns the names that the rule gives in a stage, except for some.</summary>
    /// <param name="stage">The stage, if there is one.</param>
    /// <param name="exceptions">The other names, by the tables' names in the model.</param>
    public static TableNames InStage(string? stage, Dictionary<string, string> exceptions) => new(stage, exceptions);

    /// <summary>Reads the names from a function's variables.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="tables">The app's tables.</param>
    /// <param name="options">A stage and names that take precedence over those of the variables.</param>
    /// <exception cref="InvalidOperationException">A variable is malformed, or names a table that the app does not have.</exception>
    public static TableNames Of(FunctionEnvironment environment, IReadOnlyCollection<string> tables, Fw24Options? options = null)
    {
        var stage = options?.Stage ?? environment.Optional(Fw24Variables.Stage);
        if (stage is not null && !DeployedName.IsStage(stage))
        {
            throw new InvalidOperationException(
                $"The environment variable {Fw24Variables.Stage} is malformed: it must be {DeployedName.StageForm}.");
        }

        var exceptions = environment.Optional(Fw24Variables.Tables) is null ? [] : environment.Required(Fw24Variables.Tables, Parse, Form);
        foreach (var table in exceptions.Keys)
        {
            if (!tables.Contains(table))
            {
                throw new InvalidOperationException(
                    $"The environment variable {Fw24Variables.Tables} names the table '{table}', which the app does not have. "
                    + $"Its tables are: {string.Join(", ", tables)}.");
            }
        }

        foreach (var (table, name) in options?.TableNames ?? new Dictionary<string, string>())
        {
            exceptions[table] = name;
        }

        return new TableNames(stage, exceptions);
    }

    /// <summary>Returns the name of a table in AWS.</summary>
    /// <param name="table">The table's name in the model.</param>
    public string Of(string table) => _exceptions.TryGetValue(table, out var name) ? name : DeployedName.Table(table, Stage);

    // orders=old-orders,products=old-products
    private static Dictionary<string, string>? Parse(string text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(','))
        {
            if (pair.Split('=') is not [var table, var name]
                || !TableArn.IsPlain(table)
                || !TableArn.IsPlain(name)
                || !names.TryAdd(table, name))
            {
                return null;
            }
        }

        return names;
    }
}

using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>Redacts sensitive attributes.</summary>
internal sealed class Redactor
{
    public static Redactor Create(TableModel table, FunctionEnvironment environment) => throw null!;
}

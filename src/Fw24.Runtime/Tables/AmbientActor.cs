namespace Fw24.Tables;

/// <summary>The actor of the writes of the running code, for tables on which no other one was named.</summary>
internal static class AmbientActor
{
    private static readonly AsyncLocal<string?> s_current = new();

    /// <summary>The actor's name; <see langword="null"/> without one. Flows with the code that sets it, until its method returns.</summary>
    public static string? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }
}

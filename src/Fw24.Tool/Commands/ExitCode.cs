namespace Fw24.Tool.Commands;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    /// <summary>The command has done everything.</summary>
    public const int Done = 0;

    /// <summary>Something failed, was refused or is left, or a verification found something.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or names something that does not exist. Nothing was done.</summary>
    public const int Usage = 2;
}

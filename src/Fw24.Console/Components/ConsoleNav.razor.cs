using Fw24.Console.Failures;
using Fw24.Console.Sources;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>The links to the pages.</summary>
public sealed partial class ConsoleNav
{
    private int _failures;

    [Inject]
    private ConsoleApp App { get; set; } = null!;

    [Inject]
    private FailureDesk Failures { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _failures = Failures.Count;
        return Task.CompletedTask;
    }
}

using Fw24.Local;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Fw24.Console.Components;

/// <summary>The links to the pages.</summary>
public sealed partial class ConsoleNav
{
    private static readonly (string Path, string Name, string Icon)[] s_pages =
    [
        ("", "Topology", Icons.Material.Rounded.Hub),
        ("changes", "Changes", Icons.Material.Rounded.SwapVert),
        ("trail", "Trail", Icons.Material.Rounded.History),
        ("failures", "Failures", Icons.Material.Rounded.ReportGmailerrorred),
        ("functions", "Functions", Icons.Material.Rounded.Functions),
        ("drive", "Drive", Icons.Material.Rounded.SportsEsports),
    ];

    private int _failures;

    [Inject]
    private LocalCloud Cloud { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _failures = Cloud.Parts.Messaging.Queues.Where(queue => Feed.ConsumerOf(queue.Key) is null)
            .Sum(static queue => queue.Value.Count);
        return Task.CompletedTask;
    }
}

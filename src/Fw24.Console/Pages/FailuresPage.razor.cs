using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Failures;
using Fw24.Operations;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>What was parked, dead-lettered or given up, by reason.</summary>
public sealed partial class FailuresPage
{
    private IReadOnlyList<KeptGroup>? _groups;
    private IReadOnlyList<FailureOutcome> _outcomes = [];
    private string? _fault;
    private int _count;
    private bool _handlesAgain;
    private bool _isBusy;

    [Inject]
    private FailureDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _groups = Desk.Take();
        _count = _groups?.Sum(static group => group.Failures.Count) ?? 0;
        return Task.CompletedTask;
    }

    private Task ReadAsync() => RunAsync(Desk.ReadAsync);

    private Task ReplayAllAsync() => RunAsync(async () =>
    {
        List<FailureOutcome> outcomes = [];
        foreach (var queue in _groups!.GroupBy(static group => group.Queue))
        {
            var ids = queue.SelectMany(static group => group.Failures).Select(static kept => kept.Message.MessageId).ToList();
            outcomes.AddRange(await Desk.ReplayAsync(queue.Key, ids, _handlesAgain));
        }

        Note(outcomes);
    });

    private Task ReplayAsync(FailureQueue queue, IReadOnlyList<string> ids)
        => RunAsync(async () => Note(await Desk.ReplayAsync(queue, ids, _handlesAgain)));

    private Task DropAsync(FailureQueue queue, DropRequest drop)
        => RunAsync(async () => Note(await Desk.DropAsync(queue, drop.MessageIds, drop.Because)));

    private void Note(IReadOnlyList<FailureOutcome> outcomes)
    {
        _outcomes = outcomes;
        _fault = outcomes.Count > 0 ? null : "No message was found: another receiver has them, or they are gone.";
    }

    [SuppressMessage("Design", "CA1031", Justification = "What the queues or the app's program refuse is shown on the page, whatever it is.")]
    private async Task RunAsync(Func<Task> run)
    {
        (_isBusy, _fault, _outcomes) = (true, null, []);
        try
        {
            await run();
        }
        catch (Exception exception)
        {
            _fault = exception.Message;
        }
        finally
        {
            _isBusy = false;
            await RefreshAsync();
        }
    }
}

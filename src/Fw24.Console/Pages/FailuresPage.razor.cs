using Fw24.Console.Failures;
using Fw24.Operations;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Pages;

/// <summary>What was parked, dead-lettered or given up, by reason.</summary>
public sealed partial class FailuresPage
{
    private IReadOnlyList<KeptGroup> _groups = [];
    private IReadOnlyList<(string Queue, int Count)> _elsewhere = [];
    private IReadOnlyList<FailureOutcome> _outcomes = [];
    private int _count;
    private bool _handlesAgain;
    private bool _isBusy;

    [Inject]
    private FailureDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        _groups = Desk.Take();
        _elsewhere = Desk.Endpoint is null ? [] : Desk.Counts();
        _count = _groups.Sum(static group => group.Failures.Count);
        return Task.CompletedTask;
    }

    private async Task ReplayAllAsync()
    {
        List<FailureOutcome> outcomes = [];
        await RunAsync(async () =>
        {
            foreach (var queue in _groups.GroupBy(static group => group.Queue))
            {
                var ids = queue.SelectMany(static group => group.Failures).Select(static kept => kept.Message.MessageId).ToList();
                outcomes.AddRange(await Desk.ReplayAsync(queue.Key, ids, _handlesAgain));
            }

            return outcomes;
        });
    }

    private Task ReplayAsync(FailureQueue queue, IReadOnlyList<string> ids) => RunAsync(() => Desk.ReplayAsync(queue, ids, _handlesAgain));

    private Task DropAsync(FailureQueue queue, DropRequest drop) => RunAsync(() => Desk.DropAsync(queue, drop.MessageIds, drop.Because));

    private async Task RunAsync(Func<Task<IReadOnlyList<FailureOutcome>>> run)
    {
        _isBusy = true;
        try
        {
            _outcomes = await run();
        }
        finally
        {
            _isBusy = false;
            await RefreshAsync();
        }
    }

    private async Task RunAsync(Func<Task<List<FailureOutcome>>> run)
        => await RunAsync(async () => (IReadOnlyList<FailureOutcome>)await run());
}

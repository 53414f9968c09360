using Fw24.Console.Feed;

namespace Fw24.Console.Pages;

/// <summary>The functions and what they did, live.</summary>
public sealed partial class FunctionsPage
{
    private IReadOnlyList<FunctionRow> _rows = [];

    /// <inheritdoc/>
    protected override Task RefreshAsync()
    {
        lock (Feed.Gate)
        {
            _rows = [.. Feed.Functions.OrderBy(static function => function.Key, StringComparer.Ordinal).Select(function
                => FunctionRow.Of(function.Key, function.Value, Feed))];
        }

        return Task.CompletedTask;
    }
}

using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Shows the progress of the replay: a bar on a terminal, an occasional line elsewhere.</summary>
internal static class ReplayProgress
{
    /// <summary>Shows the progress of some work.</summary>
    /// <param name="screen">The console.</param>
    /// <param name="what">The name of the work, such as <c>Replaying</c>.</param>
    /// <param name="total">The total amount of work.</param>
    /// <param name="workAsync">The work. It reports the amount done so far through its argument.</param>
    public static Task ShowAsync(IAnsiConsole screen, string what, int total, Func<Action<int>, Task> workAsync)
        => screen.Profile.Capabilities.Interactive ? ShowBarAsync(screen, what, total, workAsync) : ShowLinesAsync(screen, what, total, workAsync);

    private static Task ShowBarAsync(IAnsiConsole screen, string what, int total, Func<Action<int>, Task> workAsync)
        => screen.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(what, maxValue: total);
                await workAsync(done => bar.Value = done);
                bar.Value = total;
            });

    private static Task ShowLinesAsync(IAnsiConsole screen, string what, int total, Func<Action<int>, Task> workAsync)
    {
        var shown = 0;
        return workAsync(done =>
        {
            if (4 * done / total > shown)
            {
                shown = 4 * done / total;
                screen.WriteLine($"{what}: {25 * shown} %");
            }
        });
    }
}

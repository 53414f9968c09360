using Spectre.Console;

namespace Orders.Local.Screen;

/// <summary>Shows how far the replay is: a bar on a terminal, a line now and then elsewhere.</summary>
internal static class ReplayProgress
{
    /// <summary>Shows the progress of some work.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="what">What is done, such as <c>Replaying</c>.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="workAsync">The work. It says how much it has done each time it has done some.</param>
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

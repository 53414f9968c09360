using Amazon.Runtime;
using Fw24.Local;
using Orders.Local.Commands;
using Orders.Local.Screen;
using Orders.Local.Shops;
using Spectre.Console;

namespace Orders.Local;

/// <summary>The program: replays the commands, shows the results and reports whether the audit trail is complete.</summary>
internal static class OrdersProgram
{
    /// <summary>Runs the program on this process's console.</summary>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(options, ShopScreen.Create(), Console.Out, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException or AmazonServiceException or AmazonClientException or DynamoDbTableException)
        {
            await Console.Error.WriteLineAsync($"orders: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Runs the program.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="screen">The output for people.</param>
    /// <param name="output">The output for programs, which receives the last line.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>0 if folding the audit trail reproduces the tables; otherwise, 1.</returns>
    public static async Task<int> RunAsync(RunOptions options, IAnsiConsole screen, TextWriter output, CancellationToken cancellationToken)
    {
        var commands = CommandFile.Read(options.Data.FullName);
        if (options.Console)
        {
            return await ServeAsync(options, commands, screen, output, cancellationToken);
        }

        await using Shop shop = options switch
        {
            { DynamoDb: { } tables, Messaging: { } messaging }
                => await WiredShop.OpenAsync(options.Topology, tables, messaging, screen.WriteLine, cancellationToken),
            { DynamoDb: { } tables } => await DynamoDbShop.OpenAsync(tables, cancellationToken),
            _ => new EmbeddedShop(options, commands[0].At),
        };
        var result = await OrdersRun.ReplayAsync(shop, commands, screen, cancellationToken);
        return await ShowAsync(result, screen, output);
    }

    // The console runs the replay, and again for each earlier moment that somebody goes to: each time in a new shop.
    private static async Task<int> ServeAsync(
        RunOptions options,
        IReadOnlyList<ShopCommand> commands,
        IAnsiConsole screen,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        var first = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        EmbeddedShop shop = null!;
        var scenario = new LocalScenario(
            () => (shop = new EmbeddedShop(options, commands[0].At)).Cloud,
            async (_, token) =>
            {
                try
                {
                    var shown = first.Task.IsCompleted ? ShopScreen.Plain(TextWriter.Null) : screen;
                    first.TrySetResult(await OrdersRun.ReplayAsync(shop, commands, shown, token));
                }
                catch (Exception exception)
                {
                    first.TrySetException(exception);
                    throw;
                }
            });
        await using var console = await scenario.OpenConsoleAsync(cancellationToken: cancellationToken);
        var exitCode = await ShowAsync(await first.Task.WaitAsync(cancellationToken), screen, output);
        await output.WriteLineAsync($"console: {console.Url} (Ctrl+C ends)");
        await WaitAsync(cancellationToken);
        return exitCode;
    }

    private static async Task<int> ShowAsync(RunResult result, IAnsiConsole screen, TextWriter output)
    {
        ResultView.Write(screen, result);
        await output.WriteLineAsync(result.ToString());
        return result.IsGood ? 0 : 1;
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
    }
}

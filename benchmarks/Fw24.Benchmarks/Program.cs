using Fw24.Benchmarks;

return args switch
{
    ["decode", ..] => DecodeContest.Run(),
    ["simulate", ..] => await SimulateContest.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project benchmarks/Fw24.Benchmarks -- <contest>

          decode     an event to the typed old and new object of each record
          simulate [--records N] [--faults]
                     changes through whole clouds: how many a second, and what became of them

        Each contest measures all its sides in one run, in turn, and ends with one line of ratios.
        """);
    return 2;
}

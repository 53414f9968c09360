using Fw24.Benchmarks;

return args switch
{
    ["decode", ..] => DecodeContest.Run(),
    ["process", ..] => ProcessContest.Run(),
    ["audit", ..] => AuditContest.Run(),
    ["simulate", ..] => await SimulateContest.RunAsync(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project benchmarks/Fw24.Benchmarks -- <contest>

          decode     an event to the typed old and new object of each record
          process    an event to the finished bodies of its SNS calls
          audit      an event of the audit queue to the finished entries of its log group
          simulate [--records N] [--faults]
                     changes through whole clouds: how many a second, and what became of them

        Each contest measures all its sides in one run, in turn, and ends with one line of ratios.
        """);
    return 2;
}

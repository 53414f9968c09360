using System.Diagnostics;

namespace Fw24.Benchmarks;

/// <summary>Runs several sides of a comparison in turn, so that a machine that speeds up or slows down does so for all of them.</summary>
/// <param name="units">How many units (records) one call of a side handles.</param>
internal sealed class Contest(int units)
{
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(40);

    private readonly List<Side> _sides = [];

    /// <summary>Adds a side.</summary>
    /// <param name="name">Its name, as printed.</param>
    /// <param name="call">One call. What it returns keeps the work from being optimised away.</param>
    public void Add(string name, Func<object?> call) => _sides.Add(new Side(name, call));

    /// <summary>Measures all sides.</summary>
    /// <param name="rounds">How many rounds each side has.</param>
    /// <returns>The results, by side: medians of the rounds.</returns>
    public Dictionary<string, Result> Run(int rounds = 25)
    {
        foreach (var side in _sides)
        {
            side.WarmUp();
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in _sides)
            {
                side.RunRound();
            }
        }

        var results = new Dictionary<string, Result>();
        foreach (var side in _sides)
        {
            var result = side.Result(units);
            Console.WriteLine($"  {side.Name,-28} {result.Nanoseconds / 1000,9:0.00} µs/record {result.Bytes,10:N0} B/record");
            results.Add(side.Name, result);
        }

        return results;
    }

    /// <summary>What a side took per unit.</summary>
    /// <param name="Nanoseconds">Time: the median of the rounds.</param>
    /// <param name="Bytes">Allocated memory.</param>
    public readonly record struct Result(double Nanoseconds, double Bytes);

    private sealed class Side(string name, Func<object?> call)
    {
        private readonly List<double> _nanoseconds = [];
        private int _callsPerRound = 1;
        private double _bytes;
        private object? _last;

        public string Name => name;

        public void WarmUp()
        {
            // Long enough for the tiered compiler to have its last word.
            var watch = Stopwatch.StartNew();
            var calls = 0;
            while (watch.Elapsed < TimeSpan.FromMilliseconds(600) || calls < 60)
            {
                _last = call();
                calls++;
            }

            watch.Restart();
            _last = call();
            _callsPerRound = Math.Max(1, (int)(RoundTime / watch.Elapsed));

            var before = GC.GetAllocatedBytesForCurrentThread();
            _last = call();
            _bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        public void RunRound()
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < _callsPerRound; i++)
            {
                _last = call();
            }

            _nanoseconds.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / _callsPerRound);
        }

        public Result Result(int units)
        {
            GC.KeepAlive(_last);
            _nanoseconds.Sort();
            return new Result(_nanoseconds[_nanoseconds.Count / 2] / units, _bytes / units);
        }
    }
}

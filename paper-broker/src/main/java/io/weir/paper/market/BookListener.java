package io.weir.paper.market;

/** Who hears of a book's trades. */
@FunctionalInterface
public interface BookListener {
    /**
     * Two orders traded; both have been reduced already. The listener must not call the book.
     *
     * @param resting the order that was in the book; with nothing left it is gone after this call
     * @param aggressor the order that came in
     * @param qtyE8 quantity
     * @param priceE8 price of the resting order
     */
    void traded(BookOrder resting, BookOrder aggressor, long qtyE8, long priceE8);
}
